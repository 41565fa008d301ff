"""Pages of the congress, by face."""
