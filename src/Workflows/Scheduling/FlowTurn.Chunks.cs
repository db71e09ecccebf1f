namespace Pipelines.Workflows.Scheduling;

/// <content>Chunks of items that child workflows run.</content>
internal sealed partial class FlowTurn
{
    private void TellChunks(StepKey key, bool cancelling)
    {
        if (_state[key].Work is not StepWork.Items { Chunks.IsEmpty: false }) return;
        throw new NotSupportedException($"{key} {cancelling}");
    }

    private void EndChunk(StepWork.Items work) => throw new NotSupportedException($"{_state.Chunk} {work}");
}
