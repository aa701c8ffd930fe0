"""Other people’s files in, ours out: data sets as folders or packages, spreadsheets in any usual form."""
