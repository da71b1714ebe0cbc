"""Running the whole system with one command. Nothing here imports Django: a supervisor must be small and start at once."""
