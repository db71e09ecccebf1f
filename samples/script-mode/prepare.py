"""Splits the raw table into train.csv and test.csv, class by class."""
import argparse
import csv
import glob
import os
import random


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--target", required=True)
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--test-fraction", type=float, default=0.25)
    parser.add_argument("--input", default=os.environ.get("SM_CHANNEL_RAW"))
    parser.add_argument("--output", default=os.environ.get("SM_OUTPUT_DATA_DIR"))
    args = parser.parse_args()

    (path,) = glob.glob(os.path.join(args.input, "*.csv"))
    with open(path, newline="") as file:
        header, *rows = csv.reader(file)
    target = header.index(args.target)
    usable = [row for row in rows if len(row) == len(header) and is_clean(row, target)]

    chance = random.Random(args.seed)
    test = set()
    for label in sorted({row[target] for row in usable}):
        members = [i for i, row in enumerate(usable) if row[target] == label]
        chance.shuffle(members)
        test.update(members[: round(len(members) * args.test_fraction)])

    write(args.output, "train.csv", header, [row for i, row in enumerate(usable) if i not in test])
    write(args.output, "test.csv", header, [row for i, row in enumerate(usable) if i in test])
    print(f"kept {len(usable)} rows, dropped {len(rows) - len(usable)}; {len(test)} to test on")


def is_clean(row, target):
    try:
        [float(cell) for i, cell in enumerate(row) if i != target]
    except ValueError:
        return False
    return row[target] != ""


def write(folder, name, header, rows):
    with open(os.path.join(folder, name), "w", newline="") as file:
        csv.writer(file).writerows([header, *rows])


if __name__ == "__main__":
    main()
