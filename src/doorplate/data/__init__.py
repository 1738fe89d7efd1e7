"""Tables built by `tools/` from named sources; `SOURCES.toml` tells which."""
