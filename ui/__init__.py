"""The command line, the screens in a browser, and the HTTP API."""
