"""How quick pages and actions are at three sizes, against a bare Flask page asked beside them."""
