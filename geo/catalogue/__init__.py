"""The entries of the registry, one module a family of indicators."""
