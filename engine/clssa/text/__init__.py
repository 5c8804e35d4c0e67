"""What any tool that works with text needs. It knows nothing of rules."""
