"""Parts of `build_gazetteer.py`: fetch, clean, join, date, write."""
