"""What several tests share: the running app, the watched browser, the source code as trees."""
