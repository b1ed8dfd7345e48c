"""The machinery of the API: routes, dispatch, answers, errors, description."""
