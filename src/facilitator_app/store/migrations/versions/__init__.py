"""One module per schema number; each names it, and what it rewrites."""
