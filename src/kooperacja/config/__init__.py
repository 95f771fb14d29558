"""Composition only: settings, addresses, the command line and what starts the server."""
