using System.Globalization;
using System.Text.Json;
using Pipelines.Definitions.Contracts;

namespace Pipelines.Activities.Jobs;

/// <summary>Builds a program's environment and configuration files: SageMaker's training toolkit's, and the pipeline's
/// own. Pure.</summary>
/// <remarks>
/// Names follow <c>sagemaker-training-toolkit</c>: upper case, hyphens kept. A name with hyphens, which a shell cannot
/// read, is set with underscores too.
/// </remarks>
internal sealed class JobEnvironment
{
    private const string HostName = "algo-1"; // what a container on SageMaker is called
    private const string Network = "eth0";
    private const string InstanceType = "local";
    private const string InstanceGroup = "homogeneousCluster";

    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);
    private readonly JobRequest _request;
    private readonly JobFolders _folders;
    private readonly IReadOnlyList<JobInput> _inputs;
    private readonly JobHost _host;

    /// <summary>Prepares everything.</summary>
    public JobEnvironment(
        JobRequest request, int attempt, JobFolders folders, IReadOnlyList<JobInput> inputs, JobHost host)
    {
        _request = request;
        _folders = folders;
        _inputs = inputs;
        _host = host;
        UserArguments = request.Type == "training" ? HyperparameterText.Arguments(request.Hyperparameters) : [];
        AddBase();
        AddPipeline(attempt);
        AddSageMaker();
    }

    /// <summary>All variables.</summary>
    public IReadOnlyDictionary<string, string> Variables => _variables;

    /// <summary>Hyperparameters as arguments; empty unless the step is a training.</summary>
    public IReadOnlyList<string> UserArguments { get; }

    /// <summary>Returns the configuration files: name below <c>input/config</c> → content.</summary>
    public IEnumerable<(string Name, string Content)> ConfigFiles()
    {
        yield return (
            "hyperparameters.json", Json(
            _request.Hyperparameters.ToDictionary(
            entry => entry.Key, entry => HyperparameterText.ForFile(entry.Value))));
        yield return ("inputdataconfig.json", Json(InputDataConfig));
        yield return ("resourceconfig.json", Json(ResourceConfig));
    }

    private Dictionary<string, object> InputDataConfig => _inputs.ToDictionary(
        input => input.Name,
        object (_) => new Dictionary<string, string>
        {
            ["TrainingInputMode"] = "File",
            ["S3DistributionType"] = "FullyReplicated",
            ["RecordWrapperType"] = "None",
        });

    private static Dictionary<string, object> ResourceConfig => new()
    {
        ["current_host"] = HostName,
        ["current_instance_type"] = InstanceType,
        ["current_instance_group"] = InstanceGroup,
        ["hosts"] = new[] { HostName },
        ["instance_groups"] = new object[]
        {
            new Dictionary<string, object> { ["instance_group_name"] = InstanceGroup, ["instance_type"] = InstanceType, ["hosts"] = new[] { HostName } },
        },
        ["network_interface_name"] = Network,
    };

    private void AddBase()
    {
        _variables["PATH"] = "/usr/local/bin:/usr/bin:/bin";
        _variables["LANG"] = "C.UTF-8";
        foreach (var (name, value) in _host.Variables) _variables[name] = value;
        _variables["TMPDIR"] = _folders.Temporary;
        _variables["PYTHONUNBUFFERED"] = "1"; // or lines of a script that is killed would be lost
        foreach (var (name, value) in _request.Env) _variables[name] = value;
    }

    private void AddPipeline(int attempt)
    {
        var context = _request.Context;
        _variables["PIPELINE_NAME"] = context.Pipeline;
        _variables["PIPELINE_VERSION"] = context.Version;
        _variables["PIPELINE_EXECUTION_ID"] = context.ExecutionId;
        _variables["PIPELINE_STEP"] = _request.Step;
        _variables["PIPELINE_NAMESPACE"] = context.Namespace;
        _variables["PIPELINE_ENVIRONMENT"] = context.Environment;
        _variables["PIPELINE_ATTEMPT"] = attempt.ToString(CultureInfo.InvariantCulture);
        _variables[LeftoverProcesses.Variable] = _folders.Root;
        foreach (var input in _inputs)
        {
            if (input.Text is not null) _variables["PIPELINE_INPUT_" + Shell(input.Name)] = input.Text;
        }

        foreach (var output in _request.Outputs)
            _variables["PIPELINE_OUTPUT_" + Shell(output.Name)] = Path.Combine(_folders.OutputData, output.Path);
    }

    private void AddSageMaker()
    {
        var command = _request.Command ?? [];
        var program = command.FirstOrDefault(word => word.EndsWith(".py", StringComparison.Ordinal))
            ?? (command.Count > 0 ? command[0] : "");
        var hyperparameters = Json(_request.Hyperparameters);
        _variables["SM_HOSTS"] = Json(new[] { HostName });
        _variables["SM_CURRENT_HOST"] = HostName;
        _variables["SM_CURRENT_INSTANCE_TYPE"] = InstanceType;
        _variables["SM_CURRENT_INSTANCE_GROUP"] = InstanceGroup;
        _variables["SM_CURRENT_INSTANCE_GROUP_HOSTS"] = Json(new[] { HostName });
        _variables["SM_INSTANCE_GROUPS"] = Json(new[] { InstanceGroup });
        _variables["SM_NETWORK_INTERFACE_NAME"] = Network;
        _variables["SM_IS_HETERO"] = "False";
        _variables["SM_HPS"] = hyperparameters;
        _variables["SM_USER_ENTRY_POINT"] = program;
        _variables["SM_MODULE_NAME"] = Path.GetFileNameWithoutExtension(program);
        _variables["SM_MODULE_DIR"] = _request.Context.ProjectDirectory ?? _folders.Root;
        _variables["SM_FRAMEWORK_PARAMS"] = "{}";
        _variables["SM_FRAMEWORK_MODULE"] = "";
        _variables["SM_LOG_LEVEL"] = "20";
        _variables["SM_RESOURCE_CONFIG"] = Json(ResourceConfig);
        _variables["SM_INPUT_DATA_CONFIG"] = Json(InputDataConfig);
        _variables["SM_INPUT_DIR"] = _folders.Input;
        _variables["SM_INPUT_CONFIG_DIR"] = _folders.InputConfig;
        _variables["SM_OUTPUT_DIR"] = _folders.Output;
        _variables["SM_OUTPUT_DATA_DIR"] = _folders.OutputData;
        _variables["SM_OUTPUT_INTERMEDIATE_DIR"] = _folders.OutputIntermediate;
        _variables["SM_MODEL_DIR"] = _folders.Model;
        _variables["SM_NUM_CPUS"] = _host.Processors.ToString(CultureInfo.InvariantCulture);
        _variables["SM_NUM_GPUS"] = _host.Gpus.ToString(CultureInfo.InvariantCulture);
        _variables["SM_NUM_NEURONS"] = "0";
        _variables["SM_USER_ARGS"] = Json(UserArguments);
        _variables["SM_CHANNELS"] = Json(_inputs.Select(input => input.Name).Order(StringComparer.Ordinal));
        foreach (var input in _inputs) AddBoth("SM_CHANNEL_", input.Name, input.Folder);
        foreach (var (name, value) in _request.Hyperparameters)
            AddBoth("SM_HP_", name, HyperparameterText.ForEnvironment(value));
        _variables["SM_TRAINING_ENV"] = TrainingEnvironment(program);
        if (_request.Type == "training")
            _variables["TRAINING_JOB_NAME"] = $"{_request.Context.ExecutionId}-{_request.Step}";
    }

    private string TrainingEnvironment(string program) => Json(new Dictionary<string, object?>
    {
        ["additional_framework_parameters"] = new Dictionary<string, string>(),
        ["channel_input_dirs"] = _inputs.ToDictionary(input => input.Name, input => input.Folder),
        ["current_host"] = HostName,
        ["current_instance_group"] = InstanceGroup,
        ["current_instance_type"] = InstanceType,
        ["framework_module"] = null,
        ["hosts"] = new[] { HostName },
        ["hyperparameters"] = _request.Hyperparameters,
        ["input_config_dir"] = _folders.InputConfig,
        ["input_data_config"] = InputDataConfig,
        ["input_dir"] = _folders.Input,
        ["is_hetero"] = false,
        ["is_master"] = true,
        ["job_name"] = $"{_request.Context.ExecutionId}-{_request.Step}",
        ["log_level"] = 20,
        ["master_hostname"] = HostName,
        ["model_dir"] = _folders.Model,
        ["module_dir"] = _request.Context.ProjectDirectory ?? _folders.Root,
        ["module_name"] = Path.GetFileNameWithoutExtension(program),
        ["network_interface_name"] = Network,
        ["num_cpus"] = _host.Processors,
        ["num_gpus"] = _host.Gpus,
        ["output_data_dir"] = _folders.OutputData,
        ["output_dir"] = _folders.Output,
        ["output_intermediate_dir"] = _folders.OutputIntermediate,
        ["resource_config"] = ResourceConfig,
        ["user_entry_point"] = program,
    });

    private void AddBoth(string prefix, string name, string value)
    {
        _variables[prefix + name.ToUpperInvariant()] = value;
        _variables[prefix + Shell(name)] = value;
    }

    private static string Shell(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_'));

    private static string Json<T>(T value) => HyperparameterText.Canonical(JsonSerializer.SerializeToElement(value));
}
