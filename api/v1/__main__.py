"""`python -m api.v1`: print the page of states as the documentation holds it."""

from api.v1.every_route import RESOURCES
from api.v1.states import as_markdown, state_tables

print(as_markdown(state_tables(RESOURCES)), end="")
