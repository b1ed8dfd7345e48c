"""`python -m api.v1`: print the page of states as the documentation holds it."""

from api.v1.door.states import as_markdown, state_tables
from api.v1.routes import RESOURCES

print(as_markdown(state_tables(RESOURCES)), end="")
