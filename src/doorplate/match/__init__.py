"""Stage in preparation."""
