# Counts the rows of one page, and says whether there is another one.
page=$1
wc -l < "$SM_CHANNEL_PAGES/$page.csv" > "$SM_OUTPUT_DATA_DIR/rows"
if [ -e "$SM_CHANNEL_PAGES/$((page + 1)).csv" ]; then echo true; else echo false; fi > "$SM_OUTPUT_DATA_DIR/more.json"
