"""The outbox: letters are written with the change they announce, and delivered later."""
