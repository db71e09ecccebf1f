using Pipelines.Starter.Commands;
using Pipelines.Starter.Terminal;

return await PipelinesCommand.RunAsync(
    args, CommandTerminal.OfProcess(), TimeProvider.System, CancellationToken.None).ConfigureAwait(false);
