"""Tools for those who maintain the repository; nothing at run time imports them."""
