namespace Pipelines.Definitions.Tests.Compilation;

/// <summary>A definition of the shape that most users write first.</summary>
internal static class Quickstart
{
    public const string Text = """
        pipeline: breast-cancer
        description: Train, check and register a tumour classifier.
        parameters:
          data: { type: file, default: data/breast-cancer.csv }
          target: { type: float, default: 0.97, minimum: 0, maximum: 1 }
          seed: 42
          rate: 0.1
          epochs: { type: int, default: 200, minimum: 1 }
        defaults:
          retry: { attempts: 3, interval: 1s, backoff: 2, maximum: 1m }
          timeout: 30m
        steps:
          prepare:
            type: processing
            component: tables.split
            inputs: { raw: "${{ parameters.data }}", seed: "${{ parameters.seed }}" }
            outputs: { train: train.csv, test: test.csv }
          train:
            type: training
            command: [python3, train.py]
            inputs: { train: "${{ steps.prepare.outputs.train }}" }
            hyperparameters: { rate: "${{ parameters.rate }}", epochs: "${{ parameters.epochs }}" }
            metrics: { loss: 'loss=([0-9.]+)' }
          evaluate:
            type: evaluate
            command: [python3, evaluate.py]
            inputs:
              model: ${{ steps.train.outputs.model }}
              test: ${{ steps.prepare.outputs.test }}
            outputs: { report: evaluation.json }
          good-enough:
            type: condition
            if: steps.evaluate.metrics.auc >= parameters.target
            then:
              steps:
                register:
                  type: register
                  group: breast-cancer
                  model: ${{ steps.train.outputs.model }}
                  approval: pending
                  metrics: { auc: "${{ steps.evaluate.metrics.auc }}" }
              outputs: { version: "${{ steps.register.outputs.version }}" }
            else:
              steps:
                give-up: { type: fail, message: "best AUC ${{ steps.evaluate.metrics.auc }} < ${{ parameters.target }}" }
        outputs:
          version: ${{ steps.good-enough.outputs.version }}
          auc: ${{ steps.evaluate.metrics.auc }}
        """;
}
