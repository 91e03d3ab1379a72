"""Tests that appear by themselves for every op: its rules and views are held against each other."""
