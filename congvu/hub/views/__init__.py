"""The two tongues of the hub; both come to the same actions."""
