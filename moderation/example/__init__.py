"""The first run: two bundled windows taken through the cycle by the service's own actions, for all to see."""
