"""When people's words, names and drafts are past their time by the policy, and the act that erases them."""
