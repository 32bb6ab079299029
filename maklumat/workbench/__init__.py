"""The staff face: the frame at /petugas/, its home page, menus and the list of what is waiting."""
