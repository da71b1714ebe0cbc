"""One-page handouts and posters for those who help others. Pure."""
