"""A plan document → a draft of its spec: the document's words, their places, and a doubt wherever a person must decide."""
