"""The HTTP API: what programs ask of a running server."""
