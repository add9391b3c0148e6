"""Working on templates: check them, list them, see why they match or do not, what they miss, and draft new ones."""
