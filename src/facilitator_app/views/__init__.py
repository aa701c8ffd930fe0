"""Qt screens, thin: frozen records in, intents out."""
