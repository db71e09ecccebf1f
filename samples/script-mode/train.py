"""Fits a logistic regression by stochastic gradient descent; follows SageMaker's script mode."""
import argparse
import csv
import glob
import json
import math
import os
import random


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--target", required=True)
    parser.add_argument("--positive", required=True)
    parser.add_argument("--rate", type=float, default=0.05)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--model-dir", default=os.environ.get("SM_MODEL_DIR"))
    parser.add_argument("--train", default=os.environ.get("SM_CHANNEL_TRAIN"))
    args = parser.parse_args()

    (path,) = glob.glob(os.path.join(args.train, "*.csv"))
    with open(path, newline="") as file:
        header, *rows = csv.reader(file)
    target = header.index(args.target)
    columns = [name for name in header if name != args.target]
    x = [[float(cell) for i, cell in enumerate(row) if i != target] for row in rows]
    y = [1.0 if row[target] == args.positive else 0.0 for row in rows]

    means = [sum(column) / len(x) for column in zip(*x)]
    scales = [
        math.sqrt(sum((value - mean) ** 2 for value in column) / len(x)) or 1.0
        for column, mean in zip(zip(*x), means)
    ]
    x = [[(value - mean) / scale for value, mean, scale in zip(row, means, scales)] for row in x]

    weights, intercept = [0.0] * len(columns), 0.0
    order = list(range(len(x)))
    chance = random.Random(args.seed)
    for epoch in range(1, args.epochs + 1):
        chance.shuffle(order)
        loss = 0.0
        for i in order:
            p = sigmoid(intercept + sum(w * v for w, v in zip(weights, x[i])))
            loss -= math.log(max(p if y[i] else 1 - p, 1e-15))
            step = args.rate * (p - y[i]) / math.sqrt(epoch)
            weights = [w - step * v - args.rate * 1e-5 * w for w, v in zip(weights, x[i])]
            intercept -= step
        print(f"epoch={epoch}; loss={loss / len(x):.6f};")

    right = sum((intercept + sum(w * v for w, v in zip(weights, row)) >= 0) == (label == 1.0) for row, label in zip(x, y))
    print(f"train-accuracy={right / len(x):.6f};")
    with open(os.path.join(args.model_dir, "model.json"), "w") as file:
        json.dump(
            {"target": args.target, "positive": args.positive, "columns": columns, "means": means,
             "scales": scales, "weights": weights, "intercept": intercept}, file)


def sigmoid(score):
    return 1 / (1 + math.exp(-score)) if score >= 0 else math.exp(score) / (1 + math.exp(score))


if __name__ == "__main__":
    main()
