using Temporalio.Service;

// Arguments: the state directory, and the file of the socket to listen on. Ends with its standard input.
var options = new TemporalServiceOptions { StateDirectory = args[0] };
await using var service = await TemporalService.StartAsync(options);
await service.ListenUnixAsync(args[1]);
Console.WriteLine("ready");
var input = Task.Run(Console.In.ReadToEnd);
if (await Task.WhenAny(input, service.Failed) == input) return 0;
Console.Error.WriteLine((await service.Failed).Message);
return 3;
