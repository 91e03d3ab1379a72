"""The answer as one page: findings with their fixes, the script with a note beside each line, and what it rests on."""
