"""The nouns as SQLModel tables: constraints and relations."""
