# What the browser calls back: we only have to be there. Its end tells the browser that we are gone.
.class public final Lid/maklumat/app/Session;
.super Landroid/os/Binder;

.method public constructor <init>()V
    .registers 1
    invoke-direct {p0}, Landroid/os/Binder;-><init>()V
    return-void
.end method

# Take every call and answer nothing.
.method protected onTransact(ILandroid/os/Parcel;Landroid/os/Parcel;I)Z
    .registers 7
    const v0, 0x5f4e5446    # INTERFACE_TRANSACTION: "who are you?"
    if-ne p1, v0, :taken
    if-eqz p3, :done
    const-string v1, "android.support.customtabs.ICustomTabsCallback"
    invoke-virtual {p3, v1}, Landroid/os/Parcel;->writeString(Ljava/lang/String;)V
    goto :done
    :taken
    if-eqz p3, :done
    invoke-virtual {p3}, Landroid/os/Parcel;->writeNoException()V
    const/4 v1, 0x0
    invoke-virtual {p3, v1}, Landroid/os/Parcel;->writeInt(I)V
    :done
    const/4 v0, 0x1
    return v0
.end method
