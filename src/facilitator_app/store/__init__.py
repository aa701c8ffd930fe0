"""One workshop file: open, lock, migrate, transact, undo, back up, restore."""
