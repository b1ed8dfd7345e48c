"""The machinery that every resource of the API stands on: routes, dispatch, answers, errors, description."""
