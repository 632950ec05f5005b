"""The people and the ground as an import needs them; their rooms know nothing of imports."""
