"""The secretary's preparation: lists of terms and meetings, and the nine steps."""
