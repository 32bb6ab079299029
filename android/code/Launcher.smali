# Opens the portal in a browser that knows Trusted Web Activities; in any other browser if none does.
# Written for the assembler `smali`, because Debian 12 has no compiler from Java to Android's code.
.class public final Lid/maklumat/app/Launcher;
.super Landroid/app/Activity;
.implements Landroid/content/ServiceConnection;

.field private browser:Ljava/lang/String;
.field private isBound:Z
.field private isOpened:Z
.field private final session:Lid/maklumat/app/Session;

.method public constructor <init>()V
    .registers 2
    invoke-direct {p0}, Landroid/app/Activity;-><init>()V
    new-instance v0, Lid/maklumat/app/Session;
    invoke-direct {v0}, Lid/maklumat/app/Session;-><init>()V
    iput-object v0, p0, Lid/maklumat/app/Launcher;->session:Lid/maklumat/app/Session;
    return-void
.end method

.method protected onCreate(Landroid/os/Bundle;)V
    .registers 5
    invoke-super {p0, p1}, Landroid/app/Activity;->onCreate(Landroid/os/Bundle;)V
    invoke-direct {p0}, Lid/maklumat/app/Launcher;->findBrowser()Ljava/lang/String;
    move-result-object v0
    iput-object v0, p0, Lid/maklumat/app/Launcher;->browser:Ljava/lang/String;
    if-eqz v0, :plain
    new-instance v1, Landroid/content/Intent;
    const-string v2, "android.support.customtabs.action.CustomTabsService"
    invoke-direct {v1, v2}, Landroid/content/Intent;-><init>(Ljava/lang/String;)V
    invoke-virtual {v1, v0}, Landroid/content/Intent;->setPackage(Ljava/lang/String;)Landroid/content/Intent;
    const/4 v2, 0x1    # BIND_AUTO_CREATE
    invoke-virtual {p0, v1, p0, v2}, Lid/maklumat/app/Launcher;->bindService(Landroid/content/Intent;Landroid/content/ServiceConnection;I)Z
    move-result v0
    iput-boolean v0, p0, Lid/maklumat/app/Launcher;->isBound:Z
    if-nez v0, :end
    :plain
    const/4 v0, 0x0
    invoke-direct {p0, v0}, Lid/maklumat/app/Launcher;->open(I)V
    :end
    return-void
.end method

# The package of a browser that knows Trusted Web Activities, or null.
.method private findBrowser()Ljava/lang/String;
    .registers 4
    invoke-virtual {p0}, Lid/maklumat/app/Launcher;->getPackageManager()Landroid/content/pm/PackageManager;
    move-result-object v0
    new-instance v1, Landroid/content/Intent;
    const-string v2, "android.support.customtabs.action.CustomTabsService"
    invoke-direct {v1, v2}, Landroid/content/Intent;-><init>(Ljava/lang/String;)V
    const-string v2, "androidx.browser.trusted.category.TrustedWebActivities"
    invoke-virtual {v1, v2}, Landroid/content/Intent;->addCategory(Ljava/lang/String;)Landroid/content/Intent;
    const/4 v2, 0x0
    invoke-virtual {v0, v1, v2}, Landroid/content/pm/PackageManager;->queryIntentServices(Landroid/content/Intent;I)Ljava/util/List;
    move-result-object v0
    invoke-interface {v0}, Ljava/util/List;->isEmpty()Z
    move-result v1
    if-nez v1, :none
    invoke-interface {v0, v2}, Ljava/util/List;->get(I)Ljava/lang/Object;
    move-result-object v0
    check-cast v0, Landroid/content/pm/ResolveInfo;
    iget-object v0, v0, Landroid/content/pm/ResolveInfo;->serviceInfo:Landroid/content/pm/ServiceInfo;
    iget-object v0, v0, Landroid/content/pm/ServiceInfo;->packageName:Ljava/lang/String;
    return-object v0
    :none
    const/4 v0, 0x0
    return-object v0
.end method

# Ask the browser for a session, then open the portal in it: newSession(callback) is call 3.
.method public onServiceConnected(Landroid/content/ComponentName;Landroid/os/IBinder;)V
    .registers 9
    iget-boolean v0, p0, Lid/maklumat/app/Launcher;->isOpened:Z
    if-nez v0, :end
    const/4 v5, 0x0
    invoke-static {}, Landroid/os/Parcel;->obtain()Landroid/os/Parcel;
    move-result-object v0
    invoke-static {}, Landroid/os/Parcel;->obtain()Landroid/os/Parcel;
    move-result-object v1
    :try_start
    const-string v2, "android.support.customtabs.ICustomTabsService"
    invoke-virtual {v0, v2}, Landroid/os/Parcel;->writeInterfaceToken(Ljava/lang/String;)V
    iget-object v2, p0, Lid/maklumat/app/Launcher;->session:Lid/maklumat/app/Session;
    invoke-virtual {v0, v2}, Landroid/os/Parcel;->writeStrongBinder(Landroid/os/IBinder;)V
    const/4 v3, 0x3
    const/4 v4, 0x0
    invoke-interface {p2, v3, v0, v1, v4}, Landroid/os/IBinder;->transact(ILandroid/os/Parcel;Landroid/os/Parcel;I)Z
    invoke-virtual {v1}, Landroid/os/Parcel;->readException()V
    invoke-virtual {v1}, Landroid/os/Parcel;->readInt()I
    move-result v5
    :try_end
    .catch Ljava/lang/Exception; {:try_start .. :try_end} :failed
    goto :asked
    :failed
    move-exception v2    # the browser refuses or has gone: its plain window still works
    :asked
    invoke-virtual {v0}, Landroid/os/Parcel;->recycle()V
    invoke-virtual {v1}, Landroid/os/Parcel;->recycle()V
    invoke-direct {p0, v5}, Lid/maklumat/app/Launcher;->open(I)V
    :end
    return-void
.end method

.method public onServiceDisconnected(Landroid/content/ComponentName;)V
    .registers 2
    return-void
.end method

# Open the address: inside the trusted window if the browser gave a session (not 0).
.method private open(I)V
    .registers 7
    const/4 v0, 0x1
    iput-boolean v0, p0, Lid/maklumat/app/Launcher;->isOpened:Z
    new-instance v1, Landroid/content/Intent;
    const-string v2, "android.intent.action.VIEW"
    invoke-direct {p0}, Lid/maklumat/app/Launcher;->address()Landroid/net/Uri;
    move-result-object v3
    invoke-direct {v1, v2, v3}, Landroid/content/Intent;-><init>(Ljava/lang/String;Landroid/net/Uri;)V
    if-eqz p1, :plain
    iget-object v2, p0, Lid/maklumat/app/Launcher;->browser:Ljava/lang/String;
    invoke-virtual {v1, v2}, Landroid/content/Intent;->setPackage(Ljava/lang/String;)Landroid/content/Intent;
    new-instance v2, Landroid/os/Bundle;
    invoke-direct {v2}, Landroid/os/Bundle;-><init>()V
    const-string v3, "android.support.customtabs.extra.SESSION"
    iget-object v4, p0, Lid/maklumat/app/Launcher;->session:Lid/maklumat/app/Session;
    invoke-virtual {v2, v3, v4}, Landroid/os/Bundle;->putBinder(Ljava/lang/String;Landroid/os/IBinder;)V
    const-string v3, "android.support.customtabs.extra.LAUNCH_AS_TRUSTED_WEB_ACTIVITY"
    invoke-virtual {v2, v3, v0}, Landroid/os/Bundle;->putBoolean(Ljava/lang/String;Z)V
    const-string v3, "android.support.customtabs.extra.TOOLBAR_COLOR"
    const v4, @COLOUR@
    invoke-virtual {v2, v3, v4}, Landroid/os/Bundle;->putInt(Ljava/lang/String;I)V
    invoke-virtual {v1, v2}, Landroid/content/Intent;->putExtras(Landroid/os/Bundle;)Landroid/content/Intent;
    :try_start
    invoke-virtual {p0, v1}, Lid/maklumat/app/Launcher;->startActivity(Landroid/content/Intent;)V
    :try_end
    .catch Landroid/content/ActivityNotFoundException; {:try_start .. :try_end} :gone
    return-void
    :plain
    # A link of ours would come back to us: name what a browser is, so that only browsers match.
    const-string v2, "android.intent.action.MAIN"
    const-string v3, "android.intent.category.APP_BROWSER"
    invoke-static {v2, v3}, Landroid/content/Intent;->makeMainSelectorActivity(Ljava/lang/String;Ljava/lang/String;)Landroid/content/Intent;
    move-result-object v2
    invoke-virtual {v1}, Landroid/content/Intent;->getData()Landroid/net/Uri;
    move-result-object v3
    invoke-virtual {v2, v3}, Landroid/content/Intent;->setData(Landroid/net/Uri;)Landroid/content/Intent;
    :try_plain
    invoke-virtual {p0, v2}, Lid/maklumat/app/Launcher;->startActivity(Landroid/content/Intent;)V
    :end_plain
    .catch Landroid/content/ActivityNotFoundException; {:try_plain .. :end_plain} :gone
    goto :close
    :gone
    move-exception v0
    :close
    invoke-virtual {p0}, Lid/maklumat/app/Launcher;->finish()V
    return-void
.end method

# The link that was tapped, when it is one of the portal; else the home page.
.method private address()Landroid/net/Uri;
    .registers 4
    invoke-virtual {p0}, Lid/maklumat/app/Launcher;->getIntent()Landroid/content/Intent;
    move-result-object v0
    invoke-virtual {v0}, Landroid/content/Intent;->getData()Landroid/net/Uri;
    move-result-object v0
    if-eqz v0, :home
    const-string v1, "https"
    invoke-virtual {v0}, Landroid/net/Uri;->getScheme()Ljava/lang/String;
    move-result-object v2
    invoke-virtual {v1, v2}, Ljava/lang/String;->equals(Ljava/lang/Object;)Z
    move-result v1
    if-eqz v1, :home
    const-string v1, "@HOST@"
    invoke-virtual {v0}, Landroid/net/Uri;->getHost()Ljava/lang/String;
    move-result-object v2
    invoke-virtual {v1, v2}, Ljava/lang/String;->equals(Ljava/lang/Object;)Z
    move-result v1
    if-eqz v1, :home
    return-object v0
    :home
    const-string v0, "https://@HOST@/"
    invoke-static {v0}, Landroid/net/Uri;->parse(Ljava/lang/String;)Landroid/net/Uri;
    move-result-object v0
    return-object v0
.end method

# Somebody comes back from the portal: we have nothing to show.
.method protected onRestart()V
    .registers 1
    invoke-super {p0}, Landroid/app/Activity;->onRestart()V
    invoke-virtual {p0}, Lid/maklumat/app/Launcher;->finish()V
    return-void
.end method

.method protected onDestroy()V
    .registers 2
    iget-boolean v0, p0, Lid/maklumat/app/Launcher;->isBound:Z
    if-eqz v0, :end
    invoke-virtual {p0, p0}, Lid/maklumat/app/Launcher;->unbindService(Landroid/content/ServiceConnection;)V
    const/4 v0, 0x0
    iput-boolean v0, p0, Lid/maklumat/app/Launcher;->isBound:Z
    :end
    invoke-super {p0}, Landroid/app/Activity;->onDestroy()V
    return-void
.end method
