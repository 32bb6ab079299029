"""Indonesian for the frameworks, which ship it in part (allauth, Django) or not at all (Wagtail).

An app of its own, listed after ours and before theirs: an app of ours may say a word differently,
and `makemessages` in `workbench/` leaves this catalogue alone. Wagtail reads the words of its
scripts only from `LOCALE_PATHS`, so those lie in `maklumat/locale/` (`djangojs.po`).
"""
