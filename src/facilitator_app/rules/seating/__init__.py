"""Who sits where: seating plans for rounds of table work, and what they promise to people."""
