namespace Temporalio.Client.Interceptors;

/// <summary>Puts an interceptor into a client.</summary>
public interface IClientInterceptor
{
    /// <summary>Makes the interceptor. Called once per client.</summary>
    /// <param name="nextInterceptor">The next one, to which it must pass on.</param>
    /// <returns>The interceptor; the next one itself to see nothing.</returns>
    ClientOutboundInterceptor InterceptClient(ClientOutboundInterceptor nextInterceptor);
}
