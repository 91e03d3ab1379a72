"""What ``make demo`` shows, each part in half a screen."""
