"""Tests the model on the test table and writes report.json, whose entries become the step's metrics."""
import csv
import glob
import json
import math
import os


def main():
    with open(os.path.join(os.environ["SM_CHANNEL_MODEL"], "model.json")) as file:
        model = json.load(file)
    (path,) = glob.glob(os.path.join(os.environ["SM_CHANNEL_TEST"], "*.csv"))
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))

    scores = [score(model, row) for row in rows]
    truth = [row[model["target"]] == model["positive"] for row in rows]
    predicted = [value >= 0 for value in scores]
    hits = sum(p and t for p, t in zip(predicted, truth))
    report = {
        "accuracy": sum(p == t for p, t in zip(predicted, truth)) / len(rows),
        "auc": area_under_curve(scores, truth),
        "precision": hits / max(1, sum(predicted)),
        "recall": hits / max(1, sum(truth)),
        "log_loss": sum(math.log1p(math.exp(-abs(s))) + max(s, 0) - s * t for s, t in zip(scores, truth)) / len(rows),
    }
    with open(os.path.join(os.environ["SM_OUTPUT_DATA_DIR"], "report.json"), "w") as file:
        json.dump(report, file)
    print(" ".join(f"{name}={value:.4f};" for name, value in report.items()))


def score(model, row):
    values = zip(model["columns"], model["means"], model["scales"], model["weights"])
    return model["intercept"] + sum(w * (float(row[name]) - mean) / scale for name, mean, scale, w in values)


def area_under_curve(scores, truth):
    positives = [s for s, t in zip(scores, truth) if t]
    negatives = [s for s, t in zip(scores, truth) if not t]
    above = sum((p > n) + (p == n) / 2 for p in positives for n in negatives)
    return above / (len(positives) * len(negatives))


if __name__ == "__main__":
    main()
