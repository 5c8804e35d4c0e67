"""What a report carries so that it can be run again and held against itself."""
